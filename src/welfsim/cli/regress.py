"""``welfsim regress``: recompute the shipped scenarios and compare them with the stored tables."""

from __future__ import annotations

from pathlib import Path

import click

from welfsim.cli.options import format_option


@click.command("regress")
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO...]")
@click.option(
    "--golden",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("tests/golden"),
    show_default=True,
    help="Folder of the stored tables.",
)
@click.option("--accept", is_flag=True, help="Store what was found as the tables to come.")
@click.option("--reason", metavar="TEXT", help="Why the tables change; --accept needs it.")
@format_option
@click.pass_context
def command(
    ctx: click.Context, scenarios: tuple[str, ...], golden: Path, accept: bool, reason: str | None, form: str
) -> None:
    """Recompute scenarios and compare every line exactly; exit code 1 when one differs.

    SCENARIO is a shipped one, all of them unless named, or a file, which runs with its own people, months and seed.
    Its stored table is named like the file.
    """
    from welfsim.cli.progress import tell_of_compiling
    from welfsim.cli.show import print_csv, print_json, print_table, say
    from welfsim.experiments.regress import accept_tables, chosen, differences, make_folder, recompute, require_tables
    from welfsim.wording.values import counted

    if accept and not (reason or "").strip():
        raise click.UsageError("--accept needs --reason TEXT: it is written next to the tables.")
    asked = chosen(scenarios)
    if accept:
        make_folder(golden)
    else:
        require_tables(asked, golden)
    tell_of_compiling()
    found = recompute(asked)
    differing = [difference for name, table in found.items() for difference in differences(name, table, golden)]
    records = [difference.record() for difference in differing]
    if form == "json":
        print_json({"differences": records})
    elif form == "csv":
        print_csv(records)
    elif records:
        rows = [[str(value) for value in record.values()] for record in records]
        print_table([list(records[0]), *rows], left=4)
    differ = counted(len(differing), "line differs", "lines differ")
    if accept:
        accept_tables(found, golden, str(reason))
        say(f"Stored {counted(len(found), 'table')} in {golden}: {differ}.")
    elif differing:
        say(f"{differ}. To accept them: welfsim regress --accept --reason TEXT")
        ctx.exit(1)
    else:
        say(f"{counted(len(found), 'scenario')}, no difference.")
