/**
 * Replay bundles: {@link org.mailauth.replay.ReplayRecorder} authenticates a message and keeps all that the verdicts depended
 * on; {@link org.mailauth.replay.ReplayBundle} writes and reads it, and does the same again offline.
 */
@NullMarked
package org.mailauth.replay;

import org.jspecify.annotations.NullMarked;
