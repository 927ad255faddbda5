/** Tests of the schema registry. */
@NullMarked
package io.keyfold.standalone.registry;

import org.jspecify.annotations.NullMarked;
