/** Tests of the HTTP edge. */
@NullMarked
package io.keyfold.platform.web;

import org.jspecify.annotations.NullMarked;
