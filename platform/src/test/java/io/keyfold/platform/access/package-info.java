/** Tests of access control. */
@NullMarked
package io.keyfold.platform.access;

import org.jspecify.annotations.NullMarked;
