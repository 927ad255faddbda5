package io.keyfold.platform.log.follow;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that is written as the result of an event.
 *
 * @param key its key
 * @param value its value; null is a tombstone
 * @param headers its headers
 */
public record FollowUp(String key, @Nullable SpecificRecord value, Headers headers) {}
