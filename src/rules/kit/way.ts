// Inputs and questions that the prose of a rule names as `<<payload>>`. What they are called where somebody asks (an option, a command) is
// for the report to say: whoever judges through the library has no command line.

export const WAYS = [
  'payload',
  'baseline',
  'background',
  'published',
  'mirror',
  'tree',
  'prove',
  'kernel',
  'isa',
  'portage',
  'keyring',
  'signature-days',
  'critical',
  'index',
  'installable',
  'package-use',
] as const;

export type Way = (typeof WAYS)[number];
