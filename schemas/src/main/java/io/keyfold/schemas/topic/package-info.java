/** The types of each topic. */
@NullMarked
package io.keyfold.schemas.topic;

import org.jspecify.annotations.NullMarked;
