/** HTTP as the load speaks it: every outcome is a value, also that there is no answer. */
@NullMarked
package io.keyfold.chaos.http;

import org.jspecify.annotations.NullMarked;
