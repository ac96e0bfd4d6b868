// Packages built for a python that is gone, or that the rest of the index has left behind.

import { PYTHON } from '../model/contents/interpreters.js';
import { defineInterpreterRule } from './kit/interpreter-rule.js';

export const pythonTargetDiverged = defineInterpreterRule(
  'python-target-diverged',
  PYTHON,
  'python_targets_',
  { old: 'python3_11', new: 'python3_12' },
);
