/** Tests of who may call. */
@NullMarked
package io.keyfold.platform.access;

import org.jspecify.annotations.NullMarked;
