/** Assigns the tasks of Kafka Streams applications to instances. */
@NullMarked
package io.keyfold.platform.log.assign;

import org.jspecify.annotations.NullMarked;
