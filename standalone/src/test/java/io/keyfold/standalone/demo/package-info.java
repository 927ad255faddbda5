/** Tests of the demo. */
@NullMarked
package io.keyfold.standalone.demo;

import org.jspecify.annotations.NullMarked;
