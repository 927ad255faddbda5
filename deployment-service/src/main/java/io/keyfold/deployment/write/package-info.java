/** What every write here has in common. */
@NullMarked
package io.keyfold.deployment.write;

import org.jspecify.annotations.NullMarked;
