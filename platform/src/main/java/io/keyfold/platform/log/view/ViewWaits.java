package io.keyfold.platform.log.view;

import io.keyfold.platform.log.endoffset.EndOffsets;
import java.time.Duration;
import reactor.core.scheduler.Scheduler;

/**
 * Settings of waits for a view.
 *
 * @param endOffsets fetches the log's end offsets
 * @param timeout how long a lookup waits for the view to reach the end offset
 * @param scheduler where callers continue after the wait; never the thread that folds
 */
record ViewWaits(EndOffsets endOffsets, Duration timeout, Scheduler scheduler) {}
