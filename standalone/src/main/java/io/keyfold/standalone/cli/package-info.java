/** The command line: what {@code bin/keyfold} runs. */
@NullMarked
package io.keyfold.standalone.cli;

import org.jspecify.annotations.NullMarked;
