// Packages built for a php that is gone, or that the rest of the index has left behind.

import { PHP } from '../model/contents/interpreters.js';
import { defineInterpreterRule } from './kit/interpreter-rule.js';

export const phpTargetDiverged = defineInterpreterRule('php-target-diverged', PHP, 'php_targets_', {
  old: 'php8-1',
  new: 'php8-2',
});
