/** A schema registry that speaks Confluent's REST API and keeps its schemas in a compacted topic. */
@NullMarked
package io.keyfold.standalone.registry;

import org.jspecify.annotations.NullMarked;
