// The messages of the rules at hand, by the names that findings give them.

import type { Message, Rule } from '../rules/kit/rule.js';
import type { FindMessage } from './cause-key.js';

export function findMessageIn(rules: readonly Rule[]): FindMessage {
  const byId = new Map(rules.map(rule => [rule.id, rule]));
  return (rule, message): Message | undefined => {
    const messages = byId.get(rule)?.messages;
    return messages !== undefined && Object.hasOwn(messages, message) ? messages[message] : undefined;
  };
}
