/** What is promised of this package. */
@NullMarked
package io.keyfold.standalone.registry;

import org.jspecify.annotations.NullMarked;
