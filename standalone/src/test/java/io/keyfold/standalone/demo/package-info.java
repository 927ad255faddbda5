/** What is promised of this package. */
@NullMarked
package io.keyfold.standalone.demo;

import org.jspecify.annotations.NullMarked;
