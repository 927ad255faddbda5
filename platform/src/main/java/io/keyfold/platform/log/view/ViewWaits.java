package io.keyfold.platform.log.view;

import io.keyfold.platform.log.endoffset.EndOffsets;
import java.time.Duration;
import reactor.core.scheduler.Scheduler;

/**
 * How look-ups wait for a view.
 *
 * @param ends asks for the log's end
 * @param bound how long a look-up waits for the view to pass it
 * @param scheduler where who waited goes on: never on the thread that folds, which others wait for
 */
record ViewWaits(EndOffsets ends, Duration bound, Scheduler scheduler) {}
