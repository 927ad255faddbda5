/** What is promised of this package. */
@NullMarked
package io.keyfold.standalone.cli;

import org.jspecify.annotations.NullMarked;
