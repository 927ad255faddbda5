/** Tests of the boot package. */
@NullMarked
package io.keyfold.standalone.boot;

import org.jspecify.annotations.NullMarked;
