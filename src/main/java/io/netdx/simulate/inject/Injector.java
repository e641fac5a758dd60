package io.netdx.simulate.inject;

import io.netdx.simulate.world.World;
import java.util.Optional;
import java.util.function.Function;

/**
 * One class of faults.
 *
 * @param name   {@code family/slug}: mostly the id of the cause, with what sets variants apart behind it
 * @param change changes the world and says what is wrong now; empty where this world has nothing that it could befall
 */
public record Injector(String name, Function<World, Optional<Truth>> change) {

    public Optional<Truth> inject(World world) {
        return change.apply(world);
    }

    public String family() {
        return name.substring(0, name.indexOf('/'));
    }
}
