/** The cluster under test: where it listens, and how to do things to its parts. */
@NullMarked
package io.keyfold.chaos.cluster;

import org.jspecify.annotations.NullMarked;
