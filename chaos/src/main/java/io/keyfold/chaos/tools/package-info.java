/** The provider of the tool that the load calls; it counts the calls by itself. */
@NullMarked
package io.keyfold.chaos.tools;

import org.jspecify.annotations.NullMarked;
