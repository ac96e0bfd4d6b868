// Packages built for a lua that is gone, or that the rest of the index has left behind.

import { LUA } from '../model/contents/interpreters.js';
import { defineInterpreterRule } from './kit/interpreter-rule.js';

export const luaTargetDiverged = defineInterpreterRule('lua-target-diverged', LUA, 'lua_targets_', {
  old: 'lua5-1',
  new: 'lua5-4',
});
