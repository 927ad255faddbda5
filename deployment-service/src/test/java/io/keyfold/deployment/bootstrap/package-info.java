@NullMarked
package io.keyfold.deployment.bootstrap;

import org.jspecify.annotations.NullMarked;
