// The variables that hold dependencies (PMS 8.1).

/** PMS 7.3 with the names that Portage writes. */
export type DependencyClass = 'DEPEND' | 'BDEPEND' | 'RDEPEND' | 'PDEPEND' | 'IDEPEND';
