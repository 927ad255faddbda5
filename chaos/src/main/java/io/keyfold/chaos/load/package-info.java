/** The load: writers, resolvers and tool callers. */
@NullMarked
package io.keyfold.chaos.load;

import org.jspecify.annotations.NullMarked;
