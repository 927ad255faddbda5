/** The command line: what {@code bin/keyfold-chaos} runs. */
@NullMarked
package io.keyfold.chaos.cli;

import org.jspecify.annotations.NullMarked;
