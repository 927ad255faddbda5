/** The first tenant and its first key, without which nobody could ask for anything. */
@NullMarked
package io.keyfold.deployment.bootstrap;

import org.jspecify.annotations.NullMarked;
