// Everything that bash has built in and that says nothing about the machine.

import type { Builtin } from '../shell/shell.js';
import { CONTROL } from './control.js';
import { INPUT } from './input.js';
import { OPTIONS } from './options.js';
import { OUTPUT } from './output.js';
import { TESTS } from './tests.js';
import { VARIABLES } from './variables.js';

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map([
  ...Object.entries(CONTROL),
  ...Object.entries(INPUT),
  ...Object.entries(OPTIONS),
  ...Object.entries(OUTPUT),
  ...Object.entries(TESTS),
  ...Object.entries(VARIABLES),
]);
