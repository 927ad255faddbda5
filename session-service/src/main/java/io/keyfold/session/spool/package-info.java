/**
 * A bounded append-only log on the local disk between metered operations and Kafka. It survives the process, keeps
 * every accepted record, and sends them to the log in order.
 */
@NullMarked
package io.keyfold.session.spool;

import org.jspecify.annotations.NullMarked;
