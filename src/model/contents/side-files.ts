// Files that are there to be read or to test with, not to be used: what is wrong with them harms nobody.

const DIRECTORIES =
  /^\/usr\/src\/|\/(?:docs?|documentation|examples?|samples?|demos?|tests?|testing|testsuite|test[-_]?data|fixtures|templates?|skel|contrib)\//i;

export function isSideFile(path: string): boolean {
  return DIRECTORIES.test(path);
}

const PROGRAMS = /\/s?bin\/[^/]+$|\/libexec\/|\/python-exec\/|^\/etc\/(?:cron\.[a-z]+|init\.d)\//;

/** Whether a path is that of a program which people or other programs start by its place. */
export function isProgramPlace(path: string): boolean {
  return PROGRAMS.test(path);
}
