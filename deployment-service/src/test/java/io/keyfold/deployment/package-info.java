@NullMarked
package io.keyfold.deployment;

import org.jspecify.annotations.NullMarked;
