/** A schema registry with Confluent's REST API, stored in a compacted topic. */
@NullMarked
package io.keyfold.standalone.registry;

import org.jspecify.annotations.NullMarked;
