// Names of shared libraries: what stays when their version changes, and which are made for others to link to.

/** Equal for `libicuuc.so.73` and `libicuuc.so.74`, `libweston-11.so.0` and `libweston-14.so.0`: the name without any version. */
export function stemOf(soname: string): string {
  return soname.replace(/[\d.]+/g, '');
}

/** Longer than any file name. */
const LONGEST = 255;

/** `libfoo.so.1`: plugins and libraries of one program alone have no version at the end. Debugging files and what goes with a Python do. */
export function isPublicName(soname: string): boolean {
  return (
    soname.length <= LONGEST &&
    /^lib.*\.so\.\d[\w.]*$/.test(soname) &&
    !soname.endsWith('.debug') &&
    !soname.includes('.cpython-')
  );
}
