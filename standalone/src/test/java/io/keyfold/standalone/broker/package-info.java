/** Tests of the broker package. */
@NullMarked
package io.keyfold.standalone.broker;

import org.jspecify.annotations.NullMarked;
