// Packages built for an LLVM slot that is gone, or that the rest of the index has left behind.

import { LLVM } from '../model/contents/interpreters.js';
import { defineInterpreterRule } from './kit/interpreter-rule.js';

export const llvmSlotDiverged = defineInterpreterRule('llvm-slot-diverged', LLVM, 'llvm_slot_', {
  old: '17',
  new: '18',
});
