@NullMarked
package io.keyfold.deployment.catalogue;

import org.jspecify.annotations.NullMarked;
