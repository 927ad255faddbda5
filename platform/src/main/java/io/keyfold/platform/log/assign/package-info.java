/** Which instance has which tasks of a Kafka Streams application. */
@org.jspecify.annotations.NullMarked
package io.keyfold.platform.log.assign;
