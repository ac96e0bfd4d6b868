// Packages built for a ruby that is gone, or that the rest of the index has left behind.

import { RUBY } from '../model/contents/interpreters.js';
import { defineInterpreterRule } from './kit/interpreter-rule.js';

export const rubyTargetDiverged = defineInterpreterRule('ruby-target-diverged', RUBY, 'ruby_targets_', {
  old: 'ruby31',
  new: 'ruby32',
});
