/** Tool filters: parsing, JSON and Avro forms, evaluation along a chain. */
@NullMarked
package io.keyfold.platform.toolfilter;

import org.jspecify.annotations.NullMarked;
