@NullMarked
package io.keyfold.deployment.definition;

import org.jspecify.annotations.NullMarked;
