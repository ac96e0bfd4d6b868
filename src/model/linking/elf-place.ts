// What an ELF file is to a client by where it lies: run or loaded by name, meant for another machine, or neither.

/**
 * `used`: shells and the dynamic linker find it there by its name. `data`: firmware, debug information, tools of other machines
 * and the like, which nobody runs here. `inner`: anywhere else, where only its own package knows what it is for.
 */
export type ElfPlace = 'used' | 'data' | 'inner';

const PROGRAMS = /^(\/usr(\/local)?)?\/s?bin\/[^/]+$|^\/opt\/bin\/[^/]+$/;
const LIBRARIES = /^(\/usr(\/local)?)?\/lib(32|64|x32)?\/[^/]+\.so(\.[^/]*)?$/;

const DATA: readonly RegExp[] = [
  /^(\/usr)?\/lib\/(firmware|debug|modules)\//,
  /^\/(boot|efi)\//,
  /^\/usr\/(share|src|include)\//,
  // Boot loaders, option ROMs, hypervisors.
  /^\/usr\/(lib(32|64|x32)?|libexec)\/(grub|syslinux|efi|ipxe|xen|u-boot|opensbi|edk2|seabios|qemu|bpf|debug)\//,
  // Cross-compilers and what they link: /usr/x86_64-w64-mingw32, /usr/lib/gcc/avr, /usr/libexec/gcc/arm-none-eabi.
  /^\/usr\/[a-z0-9_.]+-[a-z0-9_.-]+\//,
  /^\/usr\/(lib(32|64|x32)?|libexec)\/(gcc|gcc-cross|go|rust|rustlib|llvm|clang)\//,
  // Emulators bring roots of other machines.
  /^\/usr\/(gnemul|qemu-[^/]+)\//,
];

export function elfPlaceOf(path: string): ElfPlace {
  if (PROGRAMS.test(path) || LIBRARIES.test(path)) return 'used';
  return DATA.some(pattern => pattern.test(path)) ? 'data' : 'inner';
}

/** Directories of libraries of one width, whatever else there is. */
export function widthOfDirectory(path: string): 32 | 64 | null {
  const directory = /^(?:\/usr)?\/lib(32|64)\//.exec(path)?.[1];
  return directory === undefined ? null : directory === '32' ? 32 : 64;
}
