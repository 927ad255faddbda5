/** Which types travel on which topic. */
@NullMarked
package io.keyfold.schemas.topic;

import org.jspecify.annotations.NullMarked;
