/** Creates the first tenant and its first key, without which the API cannot be used. */
@NullMarked
package io.keyfold.deployment.bootstrap;

import org.jspecify.annotations.NullMarked;
