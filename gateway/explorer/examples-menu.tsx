import { DropdownMenu, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { createPortal } from 'react-dom';
import type { Example } from './example.ts';
import { EXAMPLES } from './examples.ts';

interface ExamplesMenuProps {
  /** Where in the bar it stands. It must be GraphiQL's child to reach its tabs, and stands above it to be found first. */
  readonly place: HTMLElement | null;
  readonly onChoose: (example: Example) => void;
}

/** Opens an example in a tab of its own, signed in as whoever it is about. It is run by hand. */
export function ExamplesMenu({ place, onChoose }: ExamplesMenuProps) {
  const { addTab } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({
    queryEditor,
    variableEditor,
  }));

  function open(example: Example) {
    onChoose(example);
    if (queryEditor?.getValue().trim()) addTab();
    queryEditor?.setValue(example.query);
    variableEditor?.setValue(example.variables ? JSON.stringify(example.variables, null, 2) : '');
  }

  if (!place) return null;
  return createPortal(
    <DropdownMenu>
      <DropdownMenu.Button className="examples">Examples ▾</DropdownMenu.Button>
      <DropdownMenu.Content className="examples-list">
        {EXAMPLES.map((example) => (
          <DropdownMenu.Item key={example.title} className="example" onSelect={() => open(example)}>
            <strong>{example.title}</strong>
            <span>{example.says}</span>
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>,
    place,
  );
}
