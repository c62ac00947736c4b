/**
 * Signals a process and everything in its group; does nothing if all of it has ended.
 * @param {number} pid the group's leader
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended.
  }
}

module.exports = { signalGroup };
