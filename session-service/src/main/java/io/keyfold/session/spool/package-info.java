/**
 * A bounded, append-only log on the local disk that stands between metered acts and Kafka. It survives the process, never
 * forgets what it took, and hands it to the log in order.
 */
@NullMarked
package io.keyfold.session.spool;

import org.jspecify.annotations.NullMarked;
