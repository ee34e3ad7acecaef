/**
 * For so many milliseconds an answer may rest on what was decided when its first fetch began. An answer that is later
 * looks once more before it leaves (gateway/last-look.ts), and whatever takes a right to read away waits as long after
 * its commit before it is acknowledged (shared/database.ts).
 *
 * So no answer that begins to leave after an acknowledgement holds what was taken away: it begins at most `ms` after
 * its last look began, the acknowledgement comes at least `ms` after the commit, hence that look began after the
 * commit and saw it. Each side counts on its own monotonic clock; no two clocks are compared, so it holds for any
 * number of gateways.
 */
export const lease = { ms: 500 };
