/** What is promised of this package. */
@NullMarked
package io.keyfold.standalone.boot;

import org.jspecify.annotations.NullMarked;
