/** The provider whose tools are called: it counts for itself. */
@NullMarked
package io.keyfold.chaos.tools;

import org.jspecify.annotations.NullMarked;
