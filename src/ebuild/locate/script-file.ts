// A script of a repository: an ebuild or an eclass.

export interface ScriptFile {
  /** Below its repository: `eclass/python-r1.eclass`. */
  readonly path: string;
  /** Name of the repository. */
  readonly repository: string;
  readonly text: string;
}
