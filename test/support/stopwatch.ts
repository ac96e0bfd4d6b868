// How long something took, for limits that tell linear from quadratic: on a machine that is busy with other things the clock says
// more than was done, and the processor's time of all threads is what it can have been at most.

/** Starts it; what is given back says the milliseconds since. */
export function startStopwatch(): () => number {
  const began = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return Math.min(performance.now() - began, (user + system) / 1000);
  };
}
